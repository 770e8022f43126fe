using Microsoft.AspNetCore.Http;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Hosting.Commands;

/// <summary>Reads If-Match, which must name exactly one version.</summary>
internal static class IfMatchHeader
{
    /// <summary>The problem with a request's If-Match; null when it is the tag of the version.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tag">The current version's ETag; null when the thing does not exist.</param>
    public static Problem? Against(HttpRequest request, string? tag)
    {
        var given = request.Headers.IfMatch.ToString().Trim();
        if (given.Length == 0)
            return tag is null ? null : Missing("没有填写版本", "it is missing");
        // "*" matches any version, and so does a long list: both would let clients overwrite changes that they have not read.
        if (given == "*")
            return Missing(
                "不接受任意版本，请填写所读取的版本",
                "'*' is not taken, since it would overwrite changes that you have not read"
            );
        if (given.Contains(','))
            return Malformed("只能填写一个版本", "give one tag, not a list");
        if (given.StartsWith("W/", StringComparison.Ordinal))
            return Malformed("不接受弱版本标识", "a weak tag is not taken");
        if (given is not ['"', .., '"'])
            return Malformed("版本应写在英文双引号内", "the tag stands in quotation marks, as in \"3\"");
        return given == tag ? null : Problem.Of(Catalogue.VersionConflict);
    }

    private static Problem Missing(string zh, string en) => Problem.Of(Catalogue.IfMatchMissing, ("reason", new Text(zh, en)));

    private static Problem Malformed(string zh, string en) => Problem.Of(Catalogue.IfMatchMalformed, ("reason", new Text(zh, en)));
}
