using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>Chinese names of a contract's kind: main kind and sub-kind, never the code.</summary>
internal static class KindNames
{
    /// <summary>For example 技术开发（委托开发）; only one name when both are the same.</summary>
    public static string Of(ContractRegistered contract) => Of(contract.Kind, contract.KindName);

    public static string Of(string kind, Text name) => MainOf(kind) is { } main && main != name.Zh ? $"{main}（{name.Zh}）" : name.Zh;

    /// <summary>For example 技术开发合同（委托开发）.</summary>
    public static string ContractOf(ContractRegistered contract) =>
        MainOf(contract.Kind) is { } main && main != contract.KindName.Zh
            ? $"{main}合同（{contract.KindName.Zh}）"
            : $"{contract.KindName.Zh}合同";

    private static string? MainOf(string kind) =>
        kind.FirstOrDefault() switch
        {
            'D' => "技术开发",
            'T' => "技术转让",
            'L' => "技术许可",
            'C' => "技术咨询",
            'S' => "技术服务",
            _ => null,
        };
}
