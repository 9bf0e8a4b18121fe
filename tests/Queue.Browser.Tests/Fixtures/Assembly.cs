using Queue.Browser.Tests.Fixtures;

// Tests wait for browsers most of the time, so more of them run at once than a small machine has cores.
[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
