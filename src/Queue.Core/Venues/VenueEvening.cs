using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Queue.Core.Rooms;

namespace Queue.Core.Venues;

/// <summary>Says of a waitlist which evening of which venue it is.</summary>
/// <param name="Venue">The venue's room.</param>
/// <param name="Number">1 for its first evening.</param>
/// <param name="Plan">The plan it follows (<see cref="Evening.Plan"/>).</param>
public sealed record VenueEvening(RoomId Venue, int Number, int Plan)
{
    /// <summary>
    /// The room of an evening. It follows from the venue and the number, so that opening an evening twice is opening it once.
    /// </summary>
    /// <param name="venue">The venue's room.</param>
    /// <param name="number">The evening.</param>
    /// <returns>The SHA-256 of both.</returns>
    public static RoomId RoomOf(RoomId venue, int number) =>
        RoomId.From(SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{venue.Value} {number}"))));
}
