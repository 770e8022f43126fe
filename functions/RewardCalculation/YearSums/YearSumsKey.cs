using System.Globalization;
using TechTransfer.RewardCalculation.ContractFacts;

namespace TechTransfer.RewardCalculation.YearSums;

/// <summary>Identifies a set of year sums: one beneficiary's policy year under one version of a policy.</summary>
public sealed record YearSumsKey(string PolicyId, int Version, int Year, BeneficiaryRole Role, string Uscc)
{
    public string Account =>
        string.Create(CultureInfo.InvariantCulture, $"reward|{PolicyId}|{Version}|{Year}|{Json.EnumName(Role)}|{Uscc}");

    /// <summary>
    /// Entry of these year sums in the index of a contract; <paramref name="contributor"/> is the contract's name in the account.
    /// </summary>
    public string Remembered(string contributor) => $"{Account}|{contributor}";

    public static (YearSumsKey Place, string Contributor) Parse(string remembered)
    {
        var parts = remembered.Split('|', 7);
        return (new(parts[1], Number(parts[2]), Number(parts[3]), Json.Read<BeneficiaryRole>($"\"{parts[4]}\""), parts[5]), parts[6]);

        static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}

/// <summary>A contract's name in an account starts with the registration number, so that the account's lines are ordered by it.</summary>
public static class Contributor
{
    public static string Of(string number, string contractId) => $"{number}|{contractId}";

    public static string NumberOf(string contributor) => contributor.Split('|')[0];

    public static string ContractIdOf(string contributor) => contributor.Split('|', 2)[1];
}
