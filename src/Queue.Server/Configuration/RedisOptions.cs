using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Queue.Server.Configuration;

/// <summary>The section <c>Queue:Redis</c>. Where Redis is comes from <c>ConnectionStrings:Redis</c>; without that it is off.</summary>
internal sealed class RedisOptions
{
    public const string Section = "Queue:Redis";
    public const string ConnectionName = "Redis";

    /// <summary>What all keys and channels begin with, so that several installations can share one Redis.</summary>
    [Required]
    [RegularExpression("[A-Za-z0-9:_.-]{1,64}")]
    public string KeyPrefix { get; set; } = "queue:";

    /// <summary>How long a snapshot stays when nothing changes. Only a hint: one that is gone is put again when a reader asks.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan SnapshotLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a request waits for a shared limit before it is counted in this process alone, in milliseconds.</summary>
    [Range(1, 10_000)]
    public int LimitWaitMilliseconds { get; set; } = 50;

    /// <summary>The connection string: it may hold a password, so it is no setting that could be shown.</summary>
    internal string? ConnectionString { get; set; }

    /// <summary>What the client library makes of the connection string. A server that is down at start is waited for.</summary>
    internal ConfigurationOptions Connection()
    {
        var connection = ConfigurationOptions.Parse(ConnectionString);
        connection.AbortOnConnectFail = false;
        connection.ReconnectRetryPolicy = new LinearRetry(500);
        return connection;
    }
}

internal sealed class RedisOptionsValidator : IValidateOptions<RedisOptions>
{
    // The text itself is not repeated, as it may hold a password.
    private const string Unreadable =
        "ConnectionStrings:Redis cannot be read. Write it like localhost:6379, or localhost:6379,password=...,ssl=true.";

    public ValidateOptionsResult Validate(string? name, RedisOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            return ValidateOptionsResult.Success;
        }

        try
        {
            return options.Connection().EndPoints.Count > 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(Unreadable);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            return ValidateOptionsResult.Fail(Unreadable);
        }
    }
}
