using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Events;

/// <summary>All tests with a broker share one and run one after the other; each begins with none of our queues on it.</summary>
[CollectionDefinition(Name)]
public sealed class RabbitCollection : ICollectionFixture<TestBroker>
{
    public const string Name = "RabbitMQ";
}
