using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Queue.WebPush;

namespace Queue.Server.Storage;

/// <summary>A key that signs access tokens.</summary>
internal sealed record TokenKey(string Id, byte[] Key);

/// <summary>The key pair that push services know this server by, in base64url.</summary>
internal sealed record VapidSecret(string PublicKey, string PrivateKey);

/// <summary>The keys of this installation. The first token key signs, all of them verify: put a new one in front to rotate.</summary>
internal sealed record Secrets
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public required IReadOnlyList<TokenKey> TokenKeys { get; init; }

    /// <summary>SHA-256 of the admin key. The key itself is shown once, when it is made.</summary>
    public byte[]? AdminKeyHash { get; init; }

    /// <summary>Made on the first start; browsers' subscriptions are bound to it.</summary>
    public VapidSecret? Vapid { get; init; }

    /// <summary>The admin key, only in the process that has just made it.</summary>
    [JsonIgnore]
    public string? NewAdminKey { get; init; }

    /// <summary>Reads <c>secrets.json</c>, or makes it on the first start. Refuses a file that others can read or that is damaged.</summary>
    public static Secrets LoadOrCreate(DataFolder folder)
    {
        var path = folder.File("secrets.json");
        var secrets = File.Exists(path) ? Load(path) : New();
        var complete = secrets.Vapid is null ? secrets with { Vapid = NewVapid() } : secrets;
        return complete.AdminKeyHash is null ? ResetAdminKey(folder, complete)
            : complete == secrets ? secrets
            : Saved(path, complete);
    }

    /// <summary>The token keys of the writer's file, for a process that only verifies; none without a file.</summary>
    public static Secrets ForReader(string? path) =>
        string.IsNullOrEmpty(path) ? new Secrets { TokenKeys = [] }
        : File.Exists(path) ? new Secrets { TokenKeys = Load(path).TokenKeys }
        : throw new StartupException($"Queue:Reader:SecretsFile: there is no file {path}.");

    /// <summary>Makes a new admin key and stores its hash; the old key stops working.</summary>
    public static Secrets ResetAdminKey(DataFolder folder, Secrets secrets)
    {
        var key = "adm_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        var changed = secrets with { AdminKeyHash = SHA256.HashData(Encoding.ASCII.GetBytes(key)), NewAdminKey = key };
        Save(folder.File("secrets.json"), changed);
        return changed;
    }

    /// <summary>Compares a key with the stored hash, in constant time.</summary>
    public bool IsAdminKey(string key) =>
        AdminKeyHash is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(key)), AdminKeyHash);

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

    private static VapidSecret NewVapid()
    {
        using var keys = VapidKeys.Generate();
        return new VapidSecret(keys.PublicKey, keys.ExportPrivateKey());
    }

    private static Secrets Saved(string path, Secrets secrets)
    {
        Save(path, secrets);
        return secrets;
    }

    private static Secrets New() => new()
    {
        TokenKeys = [new TokenKey(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)), RandomNumberGenerator.GetBytes(32))],
    };

    // Written beside, flushed, then renamed: a crash leaves the old file or the new one, whole. The mode is given only to a file
    // that is made, so what such a crash left beside goes first.
    private static void Save(string path, Secrets secrets)
    {
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

        File.Move(path + ".new", path, overwrite: true);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(Secrets))]
internal sealed partial class SecretsJson : JsonSerializerContext;
