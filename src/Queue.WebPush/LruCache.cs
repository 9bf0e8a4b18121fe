using System.Diagnostics.CodeAnalysis;

namespace Queue.WebPush;

/// <summary>Keeps the most recently used values, up to a number. All calls may come from any thread.</summary>
/// <remarks>A value that is pushed out may be in use elsewhere, so it is never disposed here; its finalizer frees it.</remarks>
internal sealed class LruCache<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly LinkedList<KeyValuePair<TKey, TValue>> byUse = [];
    private readonly Dictionary<TKey, LinkedListNode<KeyValuePair<TKey, TValue>>> nodes = [];

    public int Count
    {
        get
        {
            lock (gate)
            {
                return nodes.Count;
            }
        }
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (gate)
        {
            value = default;
            if (!nodes.TryGetValue(key, out var node))
            {
                return false;
            }

            byUse.Remove(node);
            byUse.AddFirst(node);
            value = node.Value.Value;
            return true;
        }
    }

    public void Set(TKey key, TValue value)
    {
        lock (gate)
        {
            Forget(key);
            nodes[key] = byUse.AddFirst(KeyValuePair.Create(key, value));
            if (nodes.Count > capacity && byUse.Last is { } oldest)
            {
                Forget(oldest.Value.Key);
            }
        }
    }

    public void Remove(TKey key)
    {
        lock (gate)
        {
            Forget(key);
        }
    }

    private void Forget(TKey key)
    {
        if (nodes.Remove(key, out var node))
        {
            byUse.Remove(node);
        }
    }
}
