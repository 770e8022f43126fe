namespace TechTransfer.Testing;

/// <summary>How many rounds a long test runs: few in <c>./test</c>, all of them in <c>./test long</c>.</summary>
public static class Extent
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("TECHTRANSFER_LONG_TESTS") == "1";

    public static int Of(int usually, int inLongTests) => IsLong ? inLongTests : usually;
}
