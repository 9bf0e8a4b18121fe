using System.Text;
using Queue.Server.Storage;

namespace Queue.Server.Tests.Storage;

public sealed class SecretsTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly LogFolder folder = new();

    private string SecretsFile => folder.File("secrets.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_first_start_makes_a_file_that_only_its_owner_can_read()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var key = Assert.Single(Secrets.LoadOrCreate(folder.Held).TokenKeys);

        Assert.Equal(32, key.Key.Length);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(SecretsFile));
        Assert.False(File.Exists(SecretsFile + ".new"));
    }

    [Fact]
    public void The_second_start_has_the_same_keys()
    {
        var first = Secrets.LoadOrCreate(folder.Held).TokenKeys[0];
        var second = Secrets.LoadOrCreate(folder.Held).TokenKeys[0];
        Assert.Equal((first.Id, Convert.ToHexString(first.Key)), (second.Id, Convert.ToHexString(second.Key)));
    }

    [Fact]
    public void What_a_crash_left_half_written_does_no_harm()
    {
        File.WriteAllText(SecretsFile + ".new", "{\"tokenKe");
        Assert.Single(Secrets.LoadOrCreate(folder.Held).TokenKeys);
        Assert.Equal(OwnerOnly, OperatingSystem.IsWindows() ? OwnerOnly : File.GetUnixFileMode(SecretsFile));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_file_that_others_can_read_or_write_is_refused(UnixFileMode others)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Secrets.LoadOrCreate(folder.Held);
        File.SetUnixFileMode(SecretsFile, OwnerOnly | others);

        var refused = Assert.Throws<StartupException>(() => Secrets.LoadOrCreate(folder.Held));
        Assert.Equal($"{SecretsFile} can be read or written by other users. Run: chmod 600 {SecretsFile}", refused.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"tokenKeys\":null}")]
    [InlineData("{\"tokenKeys\":[]}")]
    [InlineData("{\"tokenKeys\":[null]}")]
    [InlineData("{\"tokenKeys\":[{\"id\":\"a\",\"key\":\"AAAA\"}]}")]
    [InlineData("{\"tokenKeys\":[{\"id\":\"a\",\"key\":\"no base64\"}]}")]
    [InlineData("{\"tokenKeys\":[{\"key\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}]}")]
    [InlineData("{\"tokenKeys\":[{\"id\":\"a.b\",\"key\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}]}")]
    [InlineData("{\"tokenKeys\":[{\"id\":\"a\",\"key\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"}")]
    public void A_damaged_file_is_refused_and_kept(string content)
    {
        Write(content);

        AssertDamaged();
        Assert.Equal(content, File.ReadAllText(SecretsFile));
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        Secrets.LoadOrCreate(folder.Held);
        var whole = File.ReadAllText(SecretsFile).TrimEnd();
        for (var length = 0; length < whole.Length; length++)
        {
            Write(whole[..length]);
            AssertDamaged();
        }
    }

    private void AssertDamaged()
    {
        var refused = Assert.Throws<StartupException>(() => Secrets.LoadOrCreate(folder.Held));
        Assert.StartsWith($"{SecretsFile} is damaged and cannot be used.", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", refused.Message, StringComparison.Ordinal);
    }

    private void Write(string content)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var file = new FileStream(SecretsFile, options);
        file.Write(Encoding.UTF8.GetBytes(content));
    }
}
