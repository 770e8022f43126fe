namespace TechTransfer.RewardCalculation.Claims;

/// <summary>The explanation of a claim: it begins with that of the entitlement and ends with the figure that the claim shows.</summary>
public static class ClaimExplanation
{
    private static readonly string[] OfTheYearToCome = ["next_tier", "next_threshold", "next_contract"];

    public static IReadOnlyList<Step> Of(Claim claim)
    {
        List<Step> steps =
        [
            .. claim.Explanation.Where(s => !OfTheYearToCome.Contains(s.Code)),
            .. claim.Settlement?.Steps ?? [],
            .. claim.ClawBacks.Select(Of),
        ];
        // A claim that is not in force has no amount; claims stored by earlier versions lack the steps of their reductions.
        if (claim.Status.IsInForce() && claim.Booking != Booking.Figure && steps is [.., var last] && last.Result != $"{claim.Amount()}")
            steps.Add(
                new(
                    "amount_now",
                    new($"本申报的金额现为{claim.Amount()}元。", $"The amount of this claim is now {claim.Amount()} yuan."),
                    new Dictionary<string, string>(),
                    $"{claim.Amount()}"
                )
            );
        return steps;
    }

    /// <summary>Adds the step that says why the claim takes less than the entitlement that it was filed on.</summary>
    /// <param name="most">What the entitlement gave when the accounts decided, yuan.</param>
    public static IReadOnlyList<Step> Booked(Claim claim, Yuan most, Yuan figure)
    {
        if (figure == claim.Entitled)
            return claim.Explanation;
        return
        [
            .. claim.Explanation,
            new(
                "claimed_before",
                new(
                    $"可享奖励共{most}元，其他申报已占用{most - figure}元，本申报为{figure}元。",
                    $"The entitlement gives {most} yuan; other claims take {most - figure} of it: this claim takes {figure} yuan."
                ),
                new Dictionary<string, string> { ["entitled"] = $"{most}", ["claimedBefore"] = $"{most - figure}" },
                $"{figure}"
            ),
        ];
    }

    /// <summary>The claim with the step that says what reduced it, when and why.</summary>
    /// <param name="before">The claim as it stood before the reduction.</param>
    public static Claim Reduced(Claim claim, Claim before, Reduction reduction, DateOnly on)
    {
        var (was, now) = (before.Amount(), claim.Amount());
        var basis =
            claim.Base == before.Base
                ? new Text("", "")
                : new($"奖励基数由{before.Base}元变为{claim.Base}元，", $"The base is now {claim.Base} yuan instead of {before.Base}. ");
        var reason = ClaimMessages.WithoutStop(reduction.Reason);
        var step = new Step(
            "reduced",
            new(
                $"{on:yyyy年M月d日}：{reason.Zh}。{basis.Zh}本申报的金额由{was}元调减为{now}元。",
                $"{on:yyyy-MM-dd}: {reason.En}. {basis.En}The amount of this claim is reduced from {was} to {now} yuan."
            ),
            new Dictionary<string, string> { ["before"] = $"{was}", ["cause"] = reduction.Cause },
            $"{now}"
        );
        return claim.Settlement is { } settlement
            ? claim with
            {
                Settlement = settlement with { Steps = [.. settlement.Steps, step] },
            }
            : claim with
            {
                Explanation = [.. claim.Explanation, step],
            };
    }

    private static Step Of(ClawBack clawBack)
    {
        var reason = ClaimMessages.WithoutStop(clawBack.Reason);
        return new(
            "clawed_back",
            new(
                $"{clawBack.On:yyyy年M月d日}：{reason.Zh}。奖励由{clawBack.Before}元调减为{clawBack.After}元。",
                $"{clawBack.On:yyyy-MM-dd}: {reason.En}. The reward is reduced from {clawBack.Before} to {clawBack.After} yuan."
            ),
            new Dictionary<string, string> { ["before"] = $"{clawBack.Before}", ["cause"] = clawBack.Cause },
            $"{clawBack.After}"
        );
    }
}
