using TechTransfer.Messages;

namespace TechTransfer.Certificates.Kinds;

/// <summary>The kind of a contract in words: the main kind with the sub-kind, and never the code.</summary>
internal static class KindNames
{
    /// <summary>技术开发（委托开发）; the name alone where it is the same.</summary>
    public static string Of(ContractRegistered contract) =>
        MainOf(contract) is { } main && main != contract.KindName.Zh ? $"{main}（{contract.KindName.Zh}）" : contract.KindName.Zh;

    /// <summary>技术开发合同（委托开发）.</summary>
    public static string ContractOf(ContractRegistered contract) =>
        MainOf(contract) is { } main && main != contract.KindName.Zh
            ? $"{main}合同（{contract.KindName.Zh}）"
            : $"{contract.KindName.Zh}合同";

    private static string? MainOf(ContractRegistered contract) =>
        contract.Kind.FirstOrDefault() switch
        {
            'D' => "技术开发",
            'T' => "技术转让",
            'L' => "技术许可",
            'C' => "技术咨询",
            'S' => "技术服务",
            _ => null,
        };
}
