using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Queue.WebPush.Tests;

/// <summary>
/// The examples of RFC 8188 section 3. Web push has one record only, so the coding of several records is here, on top of the
/// library's key schedule.
/// </summary>
public sealed class Rfc8188VectorTests
{
    private static readonly byte[] Walrus = "I am the walrus"u8.ToArray();

    [Fact]
    public void Section_3_1_has_the_printed_keys()
    {
        var (prk, key, nonce) = Derive(Bytes("yqdlZ-tYemfogSmv7Ws5PQ"), Bytes("I1BsxtFttlv3u_Oo94xnmw"));
        Assert.Equal("zyeH5phsIsgUyd4oiSEIy35x-gIi4aM7y0hCF8mwn9g", Base64Url.EncodeToString(prk));
        Assert.Equal("_wniytB-ofscZDh4tbSjHw", Base64Url.EncodeToString(key));
        Assert.Equal("Bcs8gkIRKLI8GeI8", Base64Url.EncodeToString(nonce));
    }

    [Fact]
    public void Section_3_1_is_one_record() => Assert.Equal(
        "I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg",
        Encode(Bytes("yqdlZ-tYemfogSmv7Ws5PQ"), Bytes("I1BsxtFttlv3u_Oo94xnmw"), 4096, [], [.. Walrus, 2]));

    [Fact]
    public void Section_3_2_is_two_records_with_padding_in_the_first() => Assert.Equal(
        "uNCkWiNYzKTnBN9ji3-qWAAAABkCYTHOG8chz_gnvgOqdGYovxyjuqRyJFjEDyoF1Fvkj6hQPdPHI51OEUKEpgz3SsLWIqS_uA",
        Encode(
            Bytes("BO3ZVPxUlnLORbVGMpbT1Q"), Bytes("uNCkWiNYzKTnBN9ji3-qWA"), 25, "a1"u8.ToArray(),
            [.. Walrus[..7], 1, 0], [.. Walrus[7..], 2]));

    private static string Encode(byte[] secret, byte[] salt, uint recordSize, byte[] keyId, params byte[][] records)
    {
        var (_, key, nonce) = Derive(secret, salt);
        var size = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(size, recordSize);
        List<byte> body = [.. salt, .. size, (byte)keyId.Length, .. keyId];
        using var cipher = new AesGcm(key, 16);
        for (var i = 0; i < records.Length; i++)
        {
            var (sealedRecord, tag) = (new byte[records[i].Length], new byte[16]);
            byte[] recordNonce = [.. nonce[..^1], (byte)(nonce[^1] ^ i)];
            cipher.Encrypt(recordNonce, records[i], sealedRecord, tag);
            body.AddRange([.. sealedRecord, .. tag]);
        }

        return Base64Url.EncodeToString([.. body]);
    }

    private static (byte[] Prk, byte[] Key, byte[] Nonce) Derive(byte[] secret, byte[] salt)
    {
        var (prk, key, nonce) = (new byte[32], new byte[16], new byte[12]);
        KeySchedule.Extract(salt, secret, prk);
        KeySchedule.ContentKey(prk, key);
        KeySchedule.Nonce(prk, nonce);
        return (prk, key, nonce);
    }

    private static byte[] Bytes(string text) => Base64Url.DecodeFromChars(text);
}
