namespace TechTransfer.Kernel;

public static partial class Catalogue
{
    /// <summary>A policy that makes no sense.</summary>
    public static ProblemKind PolicyRefused { get; } = new("policy_refused", 422, new("政策内容不正确，共 {count} 处，请逐项更正。", "The policy is wrong in {count} places."));
    /// <summary>A version that would be in force together with an earlier one.</summary>
    public static ProblemKind PolicyVersionsOverlap { get; } = new("policy_versions_overlap", 422, new("生效期与第 {version} 版（{from} 至 {to}）重叠，请调整 from。", "It would be in force together with version {version} ({from} to {to}): choose another from."));
}
