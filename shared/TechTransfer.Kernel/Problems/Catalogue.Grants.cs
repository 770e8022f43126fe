namespace TechTransfer.Kernel;

public static partial class Catalogue
{
    /// <summary>A right stands under another achievement in force.</summary>
    public static ProblemKind RightTaken { get; } = new("right_taken", 409, new(
        "该项权利已登记在另一项有效的成果之下，一项权利只能属于一项成果；请核对号码，或先注销原成果。",
        "This right stands under another achievement in force; a right belongs to one. Check its number, or close the other achievement first."));
    /// <summary>The achievement was taken off the books.</summary>
    public static ProblemKind AchievementClosed { get; } = new("achievement_closed", 409, new(
        "该成果已注销，不能再办理。", "This achievement is closed: nothing more is done on it."));
}
