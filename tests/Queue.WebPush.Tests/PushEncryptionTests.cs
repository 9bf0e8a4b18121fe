using System.Security.Cryptography;
using Queue.WebPush.Tests.Fixtures;

namespace Queue.WebPush.Tests;

public sealed class PushEncryptionTests
{
    private const string Endpoint = "https://push.example.net/p/1";

    [Theory]
    [InlineData(0, 256)]
    [InlineData(1, 256)]
    [InlineData(256, 256)]
    [InlineData(257, 512)]
    [InlineData(512, 512)]
    [InlineData(513, 1024)]
    [InlineData(1025, 2048)]
    [InlineData(2048, 2048)]
    public void A_payload_is_read_back_and_its_body_has_the_length_of_a_bucket(int length, int bucket)
    {
        var subscriber = new Subscriber();
        var payload = RandomNumberGenerator.GetBytes(length);
        var body = new PushEncryptor().Encrypt(payload, subscriber.At(Endpoint));
        Assert.Equal(bucket + 103, body.Length);
        Assert.Equal(payload, subscriber.Decrypt(body));
    }

    [Fact]
    public void A_payload_of_zeros_keeps_its_length()
    {
        var subscriber = new Subscriber();
        var body = new PushEncryptor().Encrypt(new byte[100], subscriber.At(Endpoint));
        Assert.Equal(new byte[100], subscriber.Decrypt(body));
    }

    [Fact]
    public void A_payload_above_two_kilobytes_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => new PushEncryptor().Encrypt(new byte[2049], new Subscriber().At(Endpoint)));

    [Fact]
    public void No_two_bodies_share_a_key_or_a_salt()
    {
        var subscription = new Subscriber().At(Endpoint);
        var encryptor = new PushEncryptor();
        var bodies = Enumerable.Range(0, 20).Select(_ => encryptor.Encrypt("same"u8, subscription)).ToList();
        Assert.Equal(20, bodies.Select(body => Convert.ToHexString(body[..16])).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(20, bodies.Select(body => Convert.ToHexString(body[21..86])).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Another_subscriber_cannot_read_it()
    {
        var subscriber = new Subscriber();
        var body = new PushEncryptor().Encrypt("secret"u8, subscriber.At(Endpoint));
        Assert.ThrowsAny<CryptographicException>(() => new Subscriber().Decrypt(body));
        body[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => subscriber.Decrypt(body));
    }

    [Theory]
    [InlineData(3993)]
    [InlineData(4)]
    public void The_pure_form_pads_to_any_length_that_a_service_must_take(int padded)
    {
        var subscriber = new Subscriber();
        using var sender = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var body = PushEncryption.Encrypt("four"u8, padded, subscriber.At(Endpoint), sender, new byte[16]);
        Assert.True(body.Length <= 4096);
        Assert.Equal("four"u8.ToArray(), subscriber.Decrypt(body));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(3994)]
    [InlineData(-1)]
    public void The_pure_form_refuses_other_lengths(int padded)
    {
        var subscription = new Subscriber().At(Endpoint);
        using var sender = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        Assert.Throws<ArgumentOutOfRangeException>(() => PushEncryption.Encrypt("four"u8, padded, subscription, sender, new byte[16]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    public void A_salt_is_16_bytes(int length)
    {
        var subscription = new Subscriber().At(Endpoint);
        using var sender = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        Assert.Throws<ArgumentException>(() => PushEncryption.Encrypt("x"u8, 256, subscription, sender, new byte[length]));
    }

    [Fact]
    public void A_sender_key_of_another_curve_is_refused()
    {
        var subscription = new Subscriber().At(Endpoint);
        using var sender = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP384);
        Assert.Throws<CryptographicException>(() => PushEncryption.Encrypt("x"u8, 256, subscription, sender, new byte[16]));
    }

    [Fact]
    public void A_receivers_key_is_imported_once()
    {
        var encryptor = new PushEncryptor();
        var subscriber = new Subscriber();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("hi"u8.ToArray(), subscriber.Decrypt(encryptor.Encrypt("hi"u8, subscriber.At(Endpoint))));
        }

        Assert.Equal(1, encryptor.Imports);
    }

    [Fact]
    public void Imported_keys_are_bounded_and_the_longest_unused_goes_first()
    {
        var encryptor = new PushEncryptor(cachedKeys: 2);
        var subscriptions = Enumerable.Range(0, 3).Select(_ => new Subscriber().At(Endpoint)).ToList();
        foreach (var index in new[] { 0, 1, 0, 2, 0 })
        {
            encryptor.Encrypt("hi"u8, subscriptions[index]);
        }

        Assert.Equal(3, encryptor.Imports);
        Assert.Equal(2, encryptor.CachedKeys);
        encryptor.Encrypt("hi"u8, subscriptions[1]);
        Assert.Equal(4, encryptor.Imports);
    }

    [Fact]
    public void Many_threads_encrypt_for_a_cache_that_is_too_small()
    {
        var encryptor = new PushEncryptor(cachedKeys: 2);
        var subscribers = Enumerable.Range(0, 4).Select(_ => new Subscriber()).ToList();
        Parallel.For(0, 200, i =>
        {
            var subscriber = subscribers[i % subscribers.Count];
            Assert.Equal("hi"u8.ToArray(), subscriber.Decrypt(encryptor.Encrypt("hi"u8, subscriber.At(Endpoint))));
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_cache_holds_at_least_one_key(int keys) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PushEncryptor(keys));
}
