namespace TechTransfer.RewardCalculation.Policies;

/// <summary>The beneficiary stands in the high-tech zone.</summary>
public sealed record BeneficiaryInZone : Condition
{
    public override Verdict Check(Candidate candidate) => Verdict.On("inZone", candidate.Party.InZone ? "true" : "false",
        "beneficiary_in_zone", candidate.Party.InZone,
        new($"{candidate.Party.Name}在高新区内。", $"{candidate.Party.Name} stands in the zone."),
        new($"{candidate.Party.Name}不在高新区内；仅奖励区内单位。", $"{candidate.Party.Name} does not stand in the zone; only organisations in the zone are rewarded."));
}
