namespace TechTransfer.Testing;

/// <summary>How far a test goes that could go on for long: a part of the way in <c>./test</c>, all of it in <c>./test long</c>.</summary>
public static class Extent
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("TECHTRANSFER_LONG_TESTS") == "1";

    public static int Of(int usually, int inLongTests) => IsLong ? inLongTests : usually;
}
