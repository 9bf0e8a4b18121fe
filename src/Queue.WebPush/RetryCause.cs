namespace Queue.WebPush;

/// <summary>Why a message was not taken although it may be later.</summary>
public enum RetryCause
{
    /// <summary>The service answered 408 or 5xx.</summary>
    ServiceError,

    /// <summary>There was no connection or no answer in time.</summary>
    TimedOut,

    /// <summary>The name did not resolve, the connection or TLS failed, or the answer broke off.</summary>
    NetworkFailure,
}
