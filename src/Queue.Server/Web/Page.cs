namespace Queue.Server.Web;

/// <summary>What is particular about one page; <see cref="PageWriter"/> puts the rest around it.</summary>
internal sealed record Page
{
    /// <summary>The folder of its script and styles in <c>src/web/src/pages</c>.</summary>
    public required string Name { get; init; }

    public required Words Words { get; init; }

    public required string Title { get; init; }

    public required Html Body { get; init; }

    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>The colour of the whole screen, for a guest who is called.</summary>
    public string State { get; init; } = "";

    /// <summary>More for the head.</summary>
    public Html Head { get; init; }

    /// <summary>Without the way to other pages, as on a shared screen.</summary>
    public bool IsKiosk { get; init; }
}
