namespace Queue.Server.Endpoints.Pages;

/// <summary>The code that somebody typed on the start page leads to its queue.</summary>
internal static class FindPage
{
    public static IResult Handle(string? code) =>
        TypedResults.Redirect($"/q/{Uri.EscapeDataString((code ?? "").Trim().ToUpperInvariant())}");
}
