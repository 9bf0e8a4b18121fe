using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Queue.Server.Storage;

/// <summary>A key that signs access tokens.</summary>
internal sealed record TokenKey(string Id, byte[] Key);

/// <summary>The keys of this installation. The first token key signs, all of them verify: put a new one in front to rotate.</summary>
internal sealed record Secrets
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public required IReadOnlyList<TokenKey> TokenKeys { get; init; }

    /// <summary>Reads <c>secrets.json</c>, or makes it on the first start. Refuses a file that others can read or that is damaged.</summary>
    public static Secrets LoadOrCreate(DataFolder folder)
    {
        var path = folder.File("secrets.json");
        return File.Exists(path) ? Load(path) : Create(path);
    }

    private static Secrets Load(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
        {
            throw new StartupException($"{path} can be read or written by other users. Run: chmod 600 {path}");
        }

        try
        {
            var secrets = JsonSerializer.Deserialize(File.ReadAllBytes(path), SecretsJson.Default.Secrets);
            return secrets is { TokenKeys.Count: > 0 } && secrets.TokenKeys.All(IsUsable)
                ? secrets
                : throw new JsonException("A key is missing or too short.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"{path} is damaged and cannot be used. Restore it from a backup; to begin anew (all host links stop working) move it away.", e);
        }
    }

    private static bool IsUsable(TokenKey key) =>
        key is { Id.Length: > 0 and <= 16, Key.Length: >= 32 } && key.Id.All(char.IsAsciiLetterOrDigit);

    // Written beside, flushed, then renamed: a crash leaves either no file or a whole one. The mode is given only to a file that is
    // made, so what such a crash left beside goes first.
    private static Secrets Create(string path)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        var secrets = new Secrets { TokenKeys = [new TokenKey(id, RandomNumberGenerator.GetBytes(32))] };
        File.Delete(path + ".new");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(path + ".new", options))
        {
            JsonSerializer.Serialize(file, secrets, SecretsJson.Default.Secrets);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path);
        return secrets;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(Secrets))]
internal sealed partial class SecretsJson : JsonSerializerContext;
