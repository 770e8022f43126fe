using System.Globalization;

namespace TechTransfer.OwnershipGrants.Ledger;

/// <summary>Years that ledgers and yearly reports accept: 2000 to 2100.</summary>
internal static class ReportYears
{
    public static bool TryParse(string? text, out int year) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out year) && year is >= 2000 and <= 2100;
}
