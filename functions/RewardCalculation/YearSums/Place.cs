using System.Globalization;
using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.YearSums;

/// <summary>Where a contract adds to sums: one beneficiary's policy year under one version of a policy.</summary>
public sealed record Place(string PolicyId, int Version, int Year, BeneficiaryRole Role, string Uscc)
{
    /// <summary>The account of the sums.</summary>
    public string Account => string.Create(CultureInfo.InvariantCulture, $"reward|{PolicyId}|{Version}|{Year}|{Json.Word(Role)}|{Uscc}");

    /// <summary>The place as a contract remembers it, together with the name under which it contributes.</summary>
    public string Remembered(string contributor) => $"{Account}|{contributor}";

    /// <summary>Reads what <see cref="Remembered"/> wrote.</summary>
    public static (Place Place, string Contributor) Parse(string remembered)
    {
        var parts = remembered.Split('|', 7);
        return (new(parts[1], Number(parts[2]), Number(parts[3]), Json.Read<BeneficiaryRole>($"\"{parts[4]}\""), parts[5]), parts[6]);

        static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}

/// <summary>The name under which a contract contributes: in the order of registration numbers.</summary>
public static class Contributor
{
    public static string Of(string number, string contractId) => $"{number}|{contractId}";

    public static string NumberOf(string contributor) => contributor.Split('|')[0];

    public static string ContractIdOf(string contributor) => contributor.Split('|', 2)[1];
}
