using System.Buffers.Text;
using System.Security.Cryptography;

namespace Queue.WebPush.Tests;

/// <summary>The example of RFC 8291 section 5 with the intermediate values of its appendix A.</summary>
public sealed class Rfc8291VectorTests
{
    private const string Plaintext = "V2hlbiBJIGdyb3cgdXAsIEkgd2FudCB0byBiZSBhIHdhdGVybWVsb24";
    private const string SenderPublic = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    private const string SenderPrivate = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    private const string ReceiverPublic = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private const string ReceiverPrivate = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
    private const string Salt = "DGv6ra1nlYgDCS1FRnbzlw";
    private const string Auth = "BTBZMqHH6r4Tts7J_aSIgg";

    private const string Body =
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
        + "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
        + "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

    [Fact]
    public void The_example_is_encrypted_byte_for_byte()
    {
        var plaintext = Bytes(Plaintext);
        using var sender = Key(SenderPublic, SenderPrivate);
        var body = PushEncryption.Encrypt(plaintext, plaintext.Length, Subscription(), sender, Bytes(Salt));
        Assert.Equal(144, body.Length);
        Assert.Equal(Body, Text(body));
    }

    [Fact]
    public void The_example_is_read_by_the_receiver_of_these_tests()
    {
        var key = P256.PublicParameters(Bytes(ReceiverPublic));
        key.D = Bytes(ReceiverPrivate);
        var receiver = new Fixtures.Subscriber(key, Bytes(Auth));
        Assert.Equal(Plaintext, Text(receiver.Decrypt(Bytes(Body))));
    }

    [Fact]
    public void The_shared_secret_is_the_same_from_both_sides()
    {
        using var sender = Key(SenderPublic, SenderPrivate);
        using var receiver = Key(ReceiverPublic, ReceiverPrivate);
        Assert.Equal("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs", Text(sender.DeriveRawSecretAgreement(receiver.PublicKey)));
        Assert.Equal("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs", Text(receiver.DeriveRawSecretAgreement(sender.PublicKey)));
    }

    [Fact]
    public void The_pseudorandom_key_for_combining_is_the_printed_one()
    {
        var prk = new byte[32];
        KeySchedule.Extract(Bytes(Auth), Bytes("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs"), prk);
        Assert.Equal("Snr3JMxaHVDXHWJn5wdC52WjpCtd2EIEGBykDcZW32k", Text(prk));
    }

    [Fact]
    public void The_info_for_combining_is_the_printed_one()
    {
        var info = new byte[KeySchedule.KeyInfoBytes];
        KeySchedule.KeyInfo(Bytes(ReceiverPublic), Bytes(SenderPublic), info);
        Assert.Equal(
            "V2ViUHVzaDogaW5mbwAEJXGyvs3942BVGq8e0PTNNmwRzr5VX4m8t7GGpTM5FzFo"
            + "7OLr4BhZe9MEebhuPI-OztV3ylkYfpJGmQ22ggCLDgT-M_SrDepxkU21WCP3O1SU"
            + "j0EwbZIHMtu5pZpTKGSCIA5Zent7wmC6HCJ5mFgJkuk5cwAvMBKiiujwa7t45ewP",
            Text(info));
    }

    [Fact]
    public void The_input_key_is_the_printed_one()
    {
        var inputKey = new byte[32];
        KeySchedule.InputKey(
            Bytes("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs"), Bytes(Auth), Bytes(ReceiverPublic), Bytes(SenderPublic), inputKey);
        Assert.Equal("S4lYMb_L0FxCeq0WhDx813KgSYqU26kOyzWUdsXYyrg", Text(inputKey));
    }

    [Fact]
    public void The_content_key_and_the_nonce_are_the_printed_ones()
    {
        var (prk, key, nonce) = (new byte[32], new byte[16], new byte[12]);
        KeySchedule.Extract(Bytes(Salt), Bytes("S4lYMb_L0FxCeq0WhDx813KgSYqU26kOyzWUdsXYyrg"), prk);
        KeySchedule.ContentKey(prk, key);
        KeySchedule.Nonce(prk, nonce);
        Assert.Equal("09_eUZGrsvxChDCGRCdkLiDXrReGOEVeSCdCcPBSJSc", Text(prk));
        Assert.Equal("oIhVW04MRdy2XN9CiKLxTg", Text(key));
        Assert.Equal("4h_95klXJ5E_qnoN", Text(nonce));
    }

    private static PushSubscription Subscription()
    {
        Assert.True(PushSubscription.TryCreate("https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV", ReceiverPublic, Auth, out var subscription, out _));
        return subscription;
    }

    private static ECDiffieHellman Key(string publicKey, string privateKey)
    {
        var parameters = P256.PublicParameters(Bytes(publicKey));
        parameters.D = Bytes(privateKey);
        return ECDiffieHellman.Create(parameters);
    }

    private static byte[] Bytes(string text) => Base64Url.DecodeFromChars(text);

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
