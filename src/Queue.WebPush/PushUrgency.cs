namespace Queue.WebPush;

/// <summary>How soon a message matters: a device that saves power fetches only what is urgent enough (RFC 8030 section 5.3).</summary>
public enum PushUrgency
{
    /// <summary>On power and Wi-Fi: advertisements.</summary>
    VeryLow,

    /// <summary>On power or Wi-Fi: topic updates.</summary>
    Low,

    /// <summary>On neither: chat messages. What a message without urgency has.</summary>
    Normal,

    /// <summary>Even with a low battery: an incoming call, "it is your turn". iOS needs it for prompt delivery.</summary>
    High,
}
