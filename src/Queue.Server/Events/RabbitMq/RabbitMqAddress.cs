using System.Globalization;
using Queue.Server.Storage;

namespace Queue.Server.Events.RabbitMq;

/// <summary>
/// Where the broker is and who this server is there, from <c>ConnectionStrings:RabbitMq</c>. As text it has no password, so it may be
/// logged.
/// </summary>
internal sealed record RabbitMqAddress(string Host, int Port, string VirtualHost, string User, string Password, bool Tls)
{
    public const string Name = "RabbitMq";

    private const int PlainPort = 5672;
    private const int TlsPort = 5671;

    /// <summary>The configured address; <see langword="null"/> when none is.</summary>
    public static RabbitMqAddress? Of(IConfiguration configuration) =>
        configuration.GetConnectionString(Name) is { Length: > 0 } text ? Parse(text) : null;

    /// <summary>Reads <c>amqp://user:password@host:port/vhost</c>. What is wrong is not repeated: it may hold the password.</summary>
    public static RabbitMqAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("amqp" or "amqps")
            || uri.Host.Length == 0
            || uri.Query.Length + uri.Fragment.Length > 0
            || uri.AbsolutePath.LastIndexOf('/') > 0)
        {
            throw new StartupException(
                "ConnectionStrings:RabbitMq must be an address like amqp://user:password@host:5672/vhost (amqps for TLS), " +
                "with special characters of the password percent-encoded.");
        }

        var tls = uri.Scheme is "amqps";
        var user = uri.UserInfo.Split(':', 2);
        return new RabbitMqAddress(
            uri.IdnHost,
            uri.Port > 0 ? uri.Port : tls ? TlsPort : PlainPort,
            uri.AbsolutePath.Length > 1 ? Uri.UnescapeDataString(uri.AbsolutePath[1..]) : "/",
            user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : "guest",
            user.Length > 1 ? Uri.UnescapeDataString(user[1]) : "guest",
            tls);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Tls ? "amqps" : "amqp")}://{Host}:{Port}/{(VirtualHost is "/" ? "" : VirtualHost)}");
}
