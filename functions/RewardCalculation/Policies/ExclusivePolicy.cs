namespace TechTransfer.RewardCalculation.Policies;

/// <summary>A policy that an organisation cannot claim under in the same year as another one of its exclusive group.</summary>
public sealed record ExclusivePolicy(string PolicyId, Text PolicyName)
{
    /// <summary>The organisation's claim under this policy, which shuts out claims under the other; null when there is none.</summary>
    public string? ClaimId { get; init; }
}
