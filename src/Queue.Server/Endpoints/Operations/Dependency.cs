namespace Queue.Server.Endpoints.Operations;

/// <summary>Something outside that helps but without which requests are still served, as <c>/health/ready</c> shows it.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Trouble">What is wrong with it and what that means; null when it works.</param>
internal sealed record Dependency(string Name, Func<string?> Trouble);
