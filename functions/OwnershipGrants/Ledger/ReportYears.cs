using System.Globalization;

namespace TechTransfer.OwnershipGrants.Ledger;

internal static class ReportYears
{
    public static bool TryParse(string? text, out int year) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out year) && year is >= 2000 and <= 2100;
}
