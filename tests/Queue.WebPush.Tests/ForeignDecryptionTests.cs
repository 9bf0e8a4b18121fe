using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Queue.WebPush.Tests.Fixtures;

namespace Queue.WebPush.Tests;

/// <summary>
/// Bodies are decrypted by Node: a push service takes any ciphertext, so a mistake that this side shares with its own tests would
/// show only as phones that stay silent. The count comes from QUEUE_TEST_KEYS.
/// </summary>
public sealed class ForeignDecryptionTests
{
    private const string Endpoint = "https://push.example.net/p/1";

    private static int Keys =>
        int.TryParse(Environment.GetEnvironmentVariable("QUEUE_TEST_KEYS"), CultureInfo.InvariantCulture, out var keys) ? keys : 500;

    [Fact]
    public async Task Random_subscribers_read_random_payloads()
    {
        var encryptor = new PushEncryptor();
        var cases = Enumerable.Range(0, Keys).Select(i => Case(new Subscriber(), encryptor, i)).ToList();
        await AssertDecryptedAsync(cases);
    }

    [Fact]
    public async Task Shared_secrets_that_begin_with_zero_are_padded()
    {
        var cases = Enumerable.Range(0, 5).Select(_ => LeadingZeroSecret(new Subscriber())).ToList();
        await AssertDecryptedAsync(cases);
    }

    [Fact]
    public async Task Coordinates_that_begin_with_zero_are_padded()
    {
        var encryptor = new PushEncryptor();
        var subscriber = new Subscriber(KeyWhere(key => key.Q.X![0] == 0), new byte[16]);
        var other = new Subscriber(KeyWhere(key => key.Q.Y![0] == 0), new byte[16]);
        await AssertDecryptedAsync(
            [Case(subscriber, encryptor, 40), Case(other, encryptor, 40), LeadingZeroSender(new Subscriber())]);
    }

    [Fact]
    public async Task Private_keys_that_begin_with_zero_are_padded() => await AssertDecryptedAsync(
        [Case(new Subscriber(KeyWhere(key => key.D![0] == 0), new byte[16]), new PushEncryptor(), 40)]);

    private static async Task AssertDecryptedAsync(List<Encrypted> cases)
    {
        using var node = NodeProcess.Start("decrypt.mjs");
        var answers = await node.AskAsync([.. cases.Select(item => item.Question())]);
        var expected = cases.Select(item => JsonSerializer.Serialize(Base64Url.EncodeToString(item.Payload)));
        Assert.Equal(expected, answers, StringComparer.Ordinal);
    }

    private static Encrypted Case(Subscriber subscriber, PushEncryptor encryptor, int index)
    {
        var payload = RandomNumberGenerator.GetBytes(index * 37 % (PushEncryptor.MaxPayloadBytes + 1));
        return new Encrypted(subscriber, payload, encryptor.Encrypt(payload, subscriber.At(Endpoint)));
    }

    // One secret in 256 begins with zero; libraries that drop the zero fail for that subscriber and that message alone.
    private static Encrypted LeadingZeroSecret(Subscriber subscriber)
    {
        var subscription = subscriber.At(Endpoint);
        using var receiver = PushEncryption.ImportReceiver(subscription);
        while (true)
        {
            using var sender = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
            if (sender.DeriveRawSecretAgreement(receiver)[0] == 0)
            {
                return Encrypt(subscriber, sender);
            }
        }
    }

    private static Encrypted LeadingZeroSender(Subscriber subscriber)
    {
        using var sender = ECDiffieHellman.Create(KeyWhere(key => key.Q.X![0] == 0));
        return Encrypt(subscriber, sender);
    }

    private static Encrypted Encrypt(Subscriber subscriber, ECDiffieHellman sender)
    {
        var payload = "It is your turn"u8.ToArray();
        var body = PushEncryption.Encrypt(payload, 256, subscriber.At(Endpoint), sender, RandomNumberGenerator.GetBytes(16));
        return new Encrypted(subscriber, payload, body);
    }

    private static ECParameters KeyWhere(Func<ECParameters, bool> wanted)
    {
        while (true)
        {
            var key = Subscriber.NewKey();
            if (wanted(key))
            {
                return key;
            }
        }
    }

    private sealed record Encrypted(Subscriber Subscriber, byte[] Payload, byte[] Body)
    {
        public string Question() => JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["privateKey"] = Base64Url.EncodeToString(Subscriber.PrivateKey),
            ["publicKey"] = Subscriber.P256dh,
            ["auth"] = Subscriber.Auth,
            ["body"] = Base64Url.EncodeToString(Body),
        });
    }
}
