using Queue.Server.Push;

namespace Queue.Server.Tests.Push;

public sealed class PushContactTests
{
    [Theory]
    [InlineData("https://queue.example/waitlist", "https://queue.example")]
    [InlineData("http://queue.example", "mailto:nobody@example.com")]
    [InlineData("https://localhost:8443", "mailto:nobody@example.com")]
    [InlineData(null, "mailto:nobody@example.com")]
    public void The_contact_is_the_site_when_a_push_service_could_reach_it(string? site, string contact) =>
        Assert.Equal(contact, PushSetup.SubjectOf(site is null ? null : new Uri(site)));
}
