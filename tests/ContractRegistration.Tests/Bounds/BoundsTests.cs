using System.Globalization;
using TechTransfer.Testing;

namespace TechTransfer.ContractRegistration.Tests.Bounds;

/// <summary>Files made to exhaust their reader. Each is read by a separate process that may use at most 200 MB.</summary>
public sealed class BoundsTests
{
    private const string Bounded = "DOTNET_GCHeapHardLimit=0xC800000";

    public static TheoryData<string> Names => [.. Bombs.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_file_made_to_exhaust_its_reader_is_judged_within_bounded_memory(string name)
    {
        var bomb = Bombs.All[name];

        Assert.Equal(bomb.Code, (await ReadAsync(bomb)).Code);
    }

    [Fact]
    public async Task A_sheet_nested_nine_million_deep_costs_its_reader_a_few_megabytes()
    {
        var (code, allocated) = await ReadAsync(Bombs.All["a sheet nested nine million deep"]);

        Assert.Equal("import_file_unreadable", code);
        Assert.InRange(allocated, 0, 4 * 1024 * 1024);
    }

    private static async Task<(string Code, long Allocated)> ReadAsync(Bomb bomb)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await using (var file = File.Create(path))
                bomb.Write(file);
            var reader = await Tool.RunAsync(
                "env",
                [
                    "-u",
                    "DOTNET_GCgen0size",
                    Bounded,
                    Environment.ProcessPath!,
                    "exec",
                    typeof(BoundsTests).Assembly.Location,
                    .. bomb.Reader,
                    path,
                ]
            );
            Assert.True(reader.Code == 0, reader.Errors[..Math.Min(reader.Errors.Length, 1_000)]);
            var words = reader.Output.Split(' ');
            return (words[0], long.Parse(words[1], CultureInfo.InvariantCulture));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
