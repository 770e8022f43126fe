namespace TechTransfer.Kernel.Problems;

public static partial class Catalogue
{
    /// <summary>Another site submitted a form to the portal in the visitor's name.</summary>
    public static ProblemKind SubmittedElsewhere { get; } =
        new(
            "submitted_elsewhere",
            403,
            new(
                "该内容不是从本系统的页面提交的，未予办理；请打开本系统的页面重新提交。",
                "This was not submitted from a page of this system, and nothing was done. Open the page here and submit it again."
            )
        );

    /// <summary>A service that the portal's page needs does not answer, or not in time.</summary>
    public static ProblemKind ServiceUnavailable { get; } =
        new(
            "service_unavailable",
            503,
            new(
                "相关服务暂时没有响应；刚才提交的内容可能未保存，请稍后刷新页面核对。",
                "A service does not answer at the moment. What you submitted may not be saved. Reload the page later and check."
            )
        );
}
