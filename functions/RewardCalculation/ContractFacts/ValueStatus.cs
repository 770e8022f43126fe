using System.Text.Json;

namespace TechTransfer.RewardCalculation.ContractFacts;

/// <summary>How certain the price of a contract is (价款性质).</summary>
public enum ValueStatus
{
    Fixed,
    Estimated,
    Undetermined,
}

public static class ValueStatuses
{
    /// <summary>Parses the word that another app sends. Throws for an unknown word, because no reward can be calculated from it.</summary>
    public static ValueStatus Parse(string word) =>
        word switch
        {
            "fixed" => ValueStatus.Fixed,
            "estimated" => ValueStatus.Estimated,
            "undetermined" => ValueStatus.Undetermined,
            _ => throw new ArgumentException($"'{word}' is no value status.", nameof(word)),
        };

    private static readonly string[] Words = [.. Enum.GetNames<ValueStatus>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    public static string Word(this ValueStatus status) => Words[(int)status];

    public static Text Name(this ValueStatus status) =>
        status switch
        {
            ValueStatus.Fixed => new("已确定", "fixed"),
            ValueStatus.Estimated => new("暂估", "estimated"),
            ValueStatus.Undetermined => new("待定", "undetermined"),
        };
}
