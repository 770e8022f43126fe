namespace TechTransfer.OwnershipGrants.Rules;

internal static class Instruments
{
    public static Citation ProgressLaw(string article) => new("《科学技术进步法》（2021年修订）", article, Confidence.Verified);

    public static Citation ConversionLaw(string article) => new("《促进科技成果转化法》（2015年修正）", article, Confidence.Verified);

    /// <summary>The national pilot plan (试点实施方案), cited as a whole, without an article.</summary>
    public static Citation Pilot { get; } =
        new("《赋予科研人员职务科技成果所有权或长期使用权试点实施方案》（国科发区〔2020〕128号）", "", Confidence.Verified);
}
