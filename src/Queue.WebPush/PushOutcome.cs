namespace Queue.WebPush;

/// <summary>
/// How one attempt to send ended. One of the nested types, nothing else. A push service's "accepted" says nothing about the device:
/// it also takes what the browser cannot decrypt.
/// </summary>
public abstract record PushOutcome
{
    private PushOutcome(int? status) => Status = status;

    /// <summary>The HTTP status, when there was an answer.</summary>
    public int? Status { get; }

    /// <summary>
    /// What the service wrote, cut to 4,096 characters, without control characters; <see langword="null"/> when nothing. For the
    /// operator's eyes alone: whoever chose the endpoint may have written it, so it must never reach a user.
    /// </summary>
    public string? Diagnostics { get; internal init; }

    /// <summary>2xx, in practice 201 and 202: the service has taken the message.</summary>
    public sealed record Accepted : PushOutcome
    {
        internal Accepted(int status)
            : base(status)
        {
        }
    }

    /// <summary>404 or 410: the subscription is no more (RFC 8030 section 7.3). Delete it, unless suddenly very many are gone.</summary>
    public sealed record Gone : PushOutcome
    {
        internal Gone(int status)
            : base(status)
        {
        }
    }

    /// <summary>413: the payload is too long for this service. Send a shorter one once, then drop the message.</summary>
    public sealed record TooLarge : PushOutcome
    {
        internal TooLarge(int status)
            : base(status)
        {
        }
    }

    /// <summary>429, or 406 from Microsoft: too many. Wait before the next send to this origin and to this subscription.</summary>
    public sealed record Throttled : PushOutcome
    {
        internal Throttled(int status, TimeSpan? retryAfter)
            : base(status) => RetryAfter = retryAfter;

        /// <summary>
        /// How long the service asks to wait, from zero to <see cref="PushSender.MaxRetryAfter"/>; <see langword="null"/> when it
        /// does not say, then a minute is customary.
        /// </summary>
        public TimeSpan? RetryAfter { get; }
    }

    /// <summary>
    /// 401 or 403: the service does not accept the sender. The next attempt signs a new token; if that is refused too, the
    /// subscription was made with another key (RFC 8292 section 4.2), or key, clock or contact are wrong. Do not delete at once.
    /// </summary>
    public sealed record Unauthorized : PushOutcome
    {
        internal Unauthorized(int status)
            : base(status)
        {
        }
    }

    /// <summary>Any other 3xx or 4xx: sending the same again brings the same answer. Redirects are never followed.</summary>
    public sealed record Rejected : PushOutcome
    {
        internal Rejected(int status)
            : base(status)
        {
        }
    }

    /// <summary>
    /// Not now: 408, 5xx, no answer in time, or no connection. Try again later, with jitter, until the message's own deadline.
    /// After a time-out or a broken connection the service may have the message all the same; a topic keeps it from showing twice.
    /// </summary>
    public sealed record Retry : PushOutcome
    {
        internal Retry(RetryCause cause, int? status, TimeSpan? retryAfter)
            : base(status)
        {
            Cause = cause;
            RetryAfter = retryAfter;
        }

        /// <summary>What kept the message from being taken.</summary>
        public RetryCause Cause { get; }

        /// <summary>
        /// How long the service asks to wait, from zero to <see cref="PushSender.MaxRetryAfter"/>; <see langword="null"/> when it
        /// does not say.
        /// </summary>
        public TimeSpan? RetryAfter { get; }
    }

    /// <summary>Nothing was sent: the endpoint policy forbids it.</summary>
    public sealed record Refused : PushOutcome
    {
        internal Refused(EndpointVerdict verdict)
            : base(status: null) => Verdict = verdict;

        /// <summary>Why; never <see cref="EndpointVerdict.Allowed"/>.</summary>
        public EndpointVerdict Verdict { get; }
    }
}
