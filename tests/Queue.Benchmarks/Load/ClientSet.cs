namespace Queue.Benchmarks.Load;

/// <summary>Clients that are opened and closed together.</summary>
internal sealed class ClientSet(IEnumerable<Client> clients) : IDisposable
{
    public Client[] All { get; } = [.. clients];

    public void Dispose()
    {
        foreach (var client in All)
        {
            client.Dispose();
        }
    }
}
