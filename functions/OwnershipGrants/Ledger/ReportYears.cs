using System.Globalization;

namespace TechTransfer.OwnershipGrants.Ledger;

/// <summary>The years that ledgers and reports are asked for.</summary>
internal static class ReportYears
{
    public static bool TryParse(string? text, out int year) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out year) && year is >= 2000 and <= 2100;
}
