using Queue.Core.Rooms;

namespace Queue.Core.Waitlist;

/// <summary>A party joined.</summary>
/// <param name="Party">Its id.</param>
/// <param name="Ticket">Its number.</param>
/// <param name="Position">1 for the first in line; whom it counts is an option of the queue.</param>
/// <param name="QueueLength">Live parties, this one included.</param>
/// <param name="EstimatedLowMs">Lower end of the promised wait, in milliseconds.</param>
/// <param name="EstimatedHighMs">Upper end of the promised wait, in milliseconds.</param>
public sealed record PartyPlaced(
    PartyId Party, int Ticket, int Position, int QueueLength, long EstimatedLowMs, long EstimatedHighMs) : RoomReply;

/// <summary>A party was changed.</summary>
/// <param name="Row">The party as the host now sees it, without its name.</param>
public sealed record PartyChanged(HostRow Row) : RoomReply;

/// <summary>The queue moved on.</summary>
/// <param name="NowServing">The party now being served, without its name; <see langword="null"/> when none is.</param>
public sealed record Advanced(HostRow? NowServing) : RoomReply;
