using System.Buffers.Text;

namespace Queue.WebPush.Tests;

public sealed class VapidKeysTests
{
    // RFC 8291 appendix A: a pair like any other.
    private const string Public = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    private const string Private = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    private const string OtherPrivate = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";

    [Fact]
    public void A_new_pair_is_read_back()
    {
        using var keys = VapidKeys.Generate();
        using var again = VapidKeys.Import(keys.PublicKey, keys.ExportPrivateKey());
        Assert.Equal(keys.PublicKey, again.PublicKey);
        Assert.Equal(keys.ExportPrivateKey(), again.ExportPrivateKey());
        Assert.Equal(87, keys.PublicKey.Length);
        Assert.Equal(43, keys.ExportPrivateKey().Length);
    }

    [Fact]
    public void Two_new_pairs_differ()
    {
        using var one = VapidKeys.Generate();
        using var two = VapidKeys.Generate();
        Assert.NotEqual(one.PublicKey, two.PublicKey, StringComparer.Ordinal);
    }

    [Fact]
    public void Plain_and_padded_base64_are_read_too()
    {
        using var keys = VapidKeys.Import(Public.Replace('_', '/').Replace('-', '+') + "=", Private.Replace('-', '+') + "=");
        Assert.Equal(Public, keys.PublicKey);
        Assert.Equal(Private, keys.ExportPrivateKey());
    }

    [Fact]
    public void A_private_key_of_another_pair_is_refused() => AssertRefused(Public, OtherPrivate, "does not belong");

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void A_private_key_outside_the_group_is_refused(string hex) =>
        AssertRefused(Public, Base64Url.EncodeToString(Convert.FromHexString(hex)), "does not belong");

    // A shorter key has lost a leading zero on the way; what was meant can only be guessed.
    [Theory]
    [InlineData("")]
    [InlineData("yfWPiYE")]
    [InlineData("9Y-JgT6fjocucfQqpk4XV8klTcxity3cAQu0BD6hHA")]
    [InlineData("AMn1j4mBPp-Ohy5x9CqmThdXySVNzGK3LdwBC7QEPqEc")]
    [InlineData("a password, not a key")]
    public void A_private_key_that_is_not_32_bytes_is_refused(string key) => AssertRefused(Public, key, "private key is not 32 bytes");

    [Theory]
    [InlineData("")]
    [InlineData(Private)]
    [InlineData("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw5")]
    [InlineData("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7BA")]
    public void A_public_key_that_is_no_point_is_refused(string key) => AssertRefused(key, Private, "public key is not a point");

    private static void AssertRefused(string publicKey, string privateKey, string reason)
    {
        var exception = Assert.Throws<FormatException>(() => VapidKeys.Import(publicKey, privateKey));
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.True(privateKey.Length == 0 || !exception.ToString().Contains(privateKey, StringComparison.Ordinal), "The private key leaked.");
    }
}
