using Microsoft.Extensions.Options;
using Queue.Server.Configuration;

namespace Queue.Server.Storage;

/// <summary>
/// The folder of the database and the secrets. SQLite means exactly one process: the folder is held by an exclusive lock for as long
/// as the process lives, and the system gives it back when the process dies in any way.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream heldLock;

    public DataFolder(IOptions<QueueOptions> options)
    {
        Path = System.IO.Path.GetFullPath(options.Value.DataDirectory);
        try
        {
            Directory.CreateDirectory(Path);
            heldLock = new FileStream(
                File("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartupException(
                $"The data folder {Path} cannot be written. Give this user the right to, or set Queue:DataDirectory to another.", e);
        }
        catch (IOException e) when (System.IO.File.Exists(File("lock")))
        {
            throw new StartupException(
                $"The data folder {Path} is in use by another Queue server. Stop that one first, or set Queue:DataDirectory to another.", e);
        }
        catch (IOException e)
        {
            throw new StartupException($"The data folder {Path} cannot be made: {e.Message}", e);
        }
    }

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => heldLock.Dispose();
}
