using System.Text.Json;

namespace TechTransfer.RewardCalculation.ContractFacts;

/// <summary>How sure the price is.</summary>
public enum ValueStatus
{
    Fixed,
    Estimated,
    Undetermined,
}

public static class ValueStatuses
{
    /// <summary>The status of a word that another app sent; an unknown word throws, since nothing can be worked out on it.</summary>
    public static ValueStatus Parse(string word) =>
        word switch
        {
            "fixed" => ValueStatus.Fixed,
            "estimated" => ValueStatus.Estimated,
            "undetermined" => ValueStatus.Undetermined,
            _ => throw new ArgumentException($"'{word}' is no value status.", nameof(word)),
        };

    private static readonly string[] Words = [.. Enum.GetNames<ValueStatus>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary>The word that stands for it in JSON.</summary>
    public static string Word(this ValueStatus status) => Words[(int)status];

    public static Text Name(this ValueStatus status) =>
        status switch
        {
            ValueStatus.Fixed => new("已确定", "fixed"),
            ValueStatus.Estimated => new("暂估", "estimated"),
            ValueStatus.Undetermined => new("未确定", "undetermined"),
        };
}
