namespace Queue.Server.Tests.Fixtures;

/// <summary>A device of a venue.</summary>
internal sealed class DeviceClient(HttpClient http, VenueClient venue, string token)
{
    public string Token => token;

    /// <summary>The id in its token.</summary>
    public string Id => token.Split('.')[2];

    /// <summary>Pairs a device with a code from the owner.</summary>
    public static async Task<DeviceClient> PairAsync(HttpClient http, VenueClient venue, string role, string name = "Tablet")
    {
        var offer = await venue.Owner.PostAsync($"{venue.Path}/pairing", $$"""{"role":"{{role}}"}""");
        Assert.True((int)offer.Status == 200, offer.Text);
        return await PairAsync(http, venue, offer, name);
    }

    /// <summary>Pairs a device with a code that somebody was given.</summary>
    public static async Task<DeviceClient> PairAsync(HttpClient http, VenueClient venue, Answer offer, string name = "Tablet")
    {
        var paired = await http.PostAsync("/api/pair", $$"""{"pairingCode":"{{offer.Json["pairingCode"]}}","deviceName":"{{name}}"}""");
        Assert.True((int)paired.Status == 200, paired.Text);
        return new DeviceClient(http, venue, (string)paired.Json["hostAuthToken"]!);
    }

    public DeviceClient With(string other) => new(http, venue, other);

    /// <summary>A request about tonight's queue.</summary>
    public Task<Answer> HostAsync(string action, string body = "") => http.PostAsync($"/api/queue/{venue.Code}/{action}", body, Shown);

    public Task<Answer> ReadAsync(string view) => http.SendAsync(HttpMethod.Get, $"/api/queue/{venue.Code}/{view}", null, Shown);

    /// <summary>A request about the venue.</summary>
    public Task<Answer> VenueAsync(HttpMethod method, string more, string? body = null) => http.SendAsync(method, venue.Path + more, body, Shown);

    public Task<Answer> RenewAsync() => http.PostAsync("/api/pair/renew", "", Shown);

    public Task<Answer> UnlockAsync(string pin) => VenueAsync(HttpMethod.Post, "/unlock", $$"""{"pin":"{{pin}}"}""");

    private (string, string) Shown => ("x-host-auth", token);
}
