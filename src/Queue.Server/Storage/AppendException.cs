namespace Queue.Server.Storage;

/// <summary>One append of a batch cannot be stored, though the database works. Nothing of the batch was stored; without it the others can be.</summary>
internal sealed class AppendException(Exception inner) : Exception("An append cannot be stored.", inner);
