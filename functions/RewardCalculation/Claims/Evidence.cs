using System.Text.RegularExpressions;

namespace TechTransfer.RewardCalculation.Claims;

/// <summary>A document that the claimant submits in addition to the registration data.</summary>
/// <param name="Kind">Kind of document, as named in the policy's required evidence.</param>
/// <param name="Sha256">Lower-case hexadecimal hash of the document.</param>
public sealed record Evidence(string Kind, string Name, string Sha256)
{
    /// <summary>Media type; null until the document is uploaded.</summary>
    public string? Type { get; init; }

    /// <summary>Bytes; null until the document is uploaded.</summary>
    public long? Size { get; init; }
}

/// <summary>Checks submitted evidence against what the policy requires.</summary>
internal static partial class EvidenceCheck
{
    private const int Most = 50;
    private const int LongestName = 200;

    public static Problem? Of(IReadOnlyList<Evidence> given, IReadOnlyList<string> required)
    {
        if (given.Count > Most)
            return Wrong("evidence", new($"证明材料最多{Most}份。", $"At most {Most} papers.")).ToProblem();
        var errors = new List<ProblemError>();
        for (var i = 0; i < given.Count; i++)
        {
            var (kind, name, sha256) = given[i];
            if (given[i].Type is not null || given[i].Size is not null)
                errors.Add(
                    Wrong(
                        $"evidence[{i}]",
                        new("文件类型和大小由上传决定，不填。", "Type and size follow from the upload: leave them out.")
                    )
                );
            if (!required.Contains(kind))
                errors.Add(
                    Wrong(
                        $"evidence[{i}].kind",
                        new(
                            $"该政策不收取此类材料，应为：{Listed(required)}。",
                            $"The policy asks for no such paper; it asks for: {Listed(required)}."
                        )
                    )
                );
            if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl))
                errors.Add(
                    Wrong(
                        $"evidence[{i}].name",
                        new($"文件名应为1至{LongestName}个字符。", $"A file's name has 1 to {LongestName} characters.")
                    )
                );
            if (!Hash().IsMatch(sha256))
                errors.Add(
                    Wrong(
                        $"evidence[{i}].sha256",
                        new(
                            "文件校验值格式不正确，请重新选择文件（字段：sha256）。",
                            "The hash is SHA-256 in 64 lower-case hexadecimal digits."
                        )
                    )
                );
            if (given.Take(i).Any(e => e.Sha256 == sha256))
                errors.Add(Wrong($"evidence[{i}].sha256", new("同一份文件重复提交。", "The same document is handed in twice.")));
        }
        if (errors.Count > 0)
            return Problem.Of(Catalogue.ChecksFailed, ("count", errors.Count)) with { Errors = errors };
        var missing = required.Except(given.Select(e => e.Kind)).ToArray();
        return missing.Length == 0 ? null : Problem.Of(Catalogue.EvidenceMissing, ("kinds", string.Join(", ", missing))).At("evidence");
    }

    private static string Listed(IReadOnlyList<string> kinds) => kinds.Count == 0 ? "—" : string.Join(", ", kinds);

    private static ProblemError Wrong(string path, Text reason) => new(path, Catalogue.InvalidValue.Code, reason);

    private static Problem ToProblem(this ProblemError error) => Problem.Of(Catalogue.ChecksFailed, ("count", 1)) with { Errors = [error] };

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex Hash();
}
