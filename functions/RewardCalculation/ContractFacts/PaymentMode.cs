using System.Text.Json;

namespace TechTransfer.RewardCalculation.ContractFacts;

/// <summary>How the price is paid (民法典 第八百四十六条 and practice).</summary>
public enum PaymentMode
{
    Once,
    Instalments,
    Royalty,
    EntranceFeeAndRoyalty,

    /// <summary>Shares instead of cash (技术入股).</summary>
    Equity,

    /// <summary>Use first, pay later (先使用后付费).</summary>
    UseFirst,
    Other,
}

public static class PaymentModes
{
    /// <summary>Parses the word that another app sends. Throws for an unknown word, because no reward can be calculated from it.</summary>
    public static PaymentMode Parse(string word) =>
        word switch
        {
            "once" => PaymentMode.Once,
            "instalments" => PaymentMode.Instalments,
            "royalty" => PaymentMode.Royalty,
            "entranceFeeAndRoyalty" => PaymentMode.EntranceFeeAndRoyalty,
            "equity" => PaymentMode.Equity,
            "useFirst" => PaymentMode.UseFirst,
            "other" => PaymentMode.Other,
            _ => throw new ArgumentException($"'{word}' is no payment mode.", nameof(word)),
        };

    private static readonly string[] Words = [.. Enum.GetNames<PaymentMode>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    public static string Word(this PaymentMode mode) => Words[(int)mode];

    public static Text Name(this PaymentMode mode) =>
        mode switch
        {
            PaymentMode.Once => new("一次总付", "paid at once"),
            PaymentMode.Instalments => new("分期支付", "instalments"),
            PaymentMode.Royalty => new("提成支付", "royalty"),
            PaymentMode.EntranceFeeAndRoyalty => new("提成支付附加预付入门费", "entrance fee and royalty"),
            PaymentMode.Equity => new("技术入股", "equity"),
            PaymentMode.UseFirst => new("先使用后付费", "use first, pay later"),
            PaymentMode.Other => new("其他", "other"),
        };
}
