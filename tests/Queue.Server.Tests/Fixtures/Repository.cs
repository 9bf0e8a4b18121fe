namespace Queue.Server.Tests.Fixtures;

/// <summary>Files of the repository that tests compare with. With <c>QUEUE_UPDATE_GOLDEN=1</c> golden files are written anew.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Compares a text with a golden file, line ends apart.</summary>
    public static void ExpectGolden(string name, string actual)
    {
        var path = Path.Combine(Root, "tests/Queue.Server.Tests/Golden", name);
        if (Environment.GetEnvironmentVariable("QUEUE_UPDATE_GOLDEN") is "1")
        {
            File.WriteAllText(path, actual + "\n");
        }

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n").TrimEnd(), actual.ReplaceLineEndings("\n").TrimEnd());
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Queue.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
