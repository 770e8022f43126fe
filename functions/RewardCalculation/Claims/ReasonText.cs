namespace TechTransfer.RewardCalculation.Claims;

internal static class ReasonText
{
    private const int Longest = 1000;

    public static Problem? Missing(string? text, string path) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= Longest
            ? null
            : Problem
                .Of(
                    Catalogue.InvalidValue,
                    (
                        "reason",
                        new Text(
                            $"没有说明理由或者理由过长，请用1至{Longest}个字符说明。",
                            $"The reason is missing or too long. Give it in 1 to {Longest} characters."
                        )
                    )
                )
                .At(path);

    public static Problem? TooLong(string? text, string path) => text is null || text.Length <= Longest ? null : Missing(text, path);
}
