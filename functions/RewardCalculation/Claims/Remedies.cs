namespace TechTransfer.RewardCalculation.Claims;

/// <summary>What a claimant can do against a rejection: the appeal while it is unused, then the legal remedies.</summary>
internal static class Remedies
{
    private static readonly Text Appeal = new("对本决定有异议的，可以在本系统提出申诉（限一次）。", "You may appeal in this system once. ");

    private static readonly Text OfLaw = new(
        "不服本决定的，可以自收到本决定之日起六十日内依法向有管辖权的复议机关申请行政复议，也可以自收到之日起六个月内依法向有管辖权的人民法院提起行政诉讼。",
        "You may apply to the competent authority for administrative reconsideration within sixty days, "
            + "or bring an action before the competent people's court within six months, each from the day you receive this decision."
    );

    public static Text Of(Claim claim)
    {
        var legal = claim.Remedy ?? OfLaw;
        return claim.Rejection?.Appeal is null ? new(Appeal.Zh + legal.Zh, Appeal.En + legal.En) : legal;
    }
}
