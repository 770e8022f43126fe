using System.Text.RegularExpressions;

namespace TechTransfer.RewardCalculation.Claims;

/// <param name="Kind">Kind of document, as named in the policy's required evidence.</param>
/// <param name="Sha256">Lower-case hexadecimal hash of the document.</param>
public sealed record Evidence(string Kind, string Name, string Sha256)
{
    /// <summary>Media type; null until the document is uploaded.</summary>
    public string? Type { get; init; }

    /// <summary>Bytes; null until the document is uploaded.</summary>
    public long? Size { get; init; }
}

internal static partial class EvidenceCheck
{
    private const int Most = 50;
    private const int LongestName = 200;

    public static Problem? Of(IReadOnlyList<Evidence> given, IReadOnlyList<string> required)
    {
        if (given.Count > Most)
            return Wrong(
                    "evidence",
                    new($"证明材料最多{Most}份，请合并后上传。", $"There can be at most {Most} pieces of evidence. Combine some of them.")
                )
                .ToProblem();
        var errors = new List<ProblemError>();
        for (var i = 0; i < given.Count; i++)
        {
            var (kind, name, sha256) = given[i];
            if (given[i].Type is not null || given[i].Size is not null)
                errors.Add(
                    Wrong(
                        $"evidence[{i}]",
                        new(
                            "文件类型和大小由系统读取，请不填写。",
                            "The system reads type and size from the uploaded file. Leave them out."
                        )
                    )
                );
            if (!required.Contains(kind))
                errors.Add(
                    Wrong(
                        $"evidence[{i}].kind",
                        new(
                            $"第{i + 1}份材料不属于该政策要求的材料，请重新选择。该政策要求的材料：{Listed(required).Zh}。",
                            $"The policy does not require evidence {i + 1}. Choose from what it requires: {Listed(required).En}."
                        )
                    )
                );
            if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl))
                errors.Add(
                    Wrong(
                        $"evidence[{i}].name",
                        new(
                            $"第{i + 1}份材料的文件名应为1至{LongestName}个字符，请修改。",
                            $"The file name of evidence {i + 1} must have 1 to {LongestName} characters. Change it."
                        )
                    )
                );
            if (!Hash().IsMatch(sha256))
                errors.Add(
                    Wrong(
                        $"evidence[{i}].sha256",
                        new(
                            "文件校验值格式不正确，请重新选择文件（字段：sha256）。",
                            "The file checksum is malformed. Choose the file again (SHA-256, 64 lower-case hexadecimal digits)."
                        )
                    )
                );
            if (given.Take(i).Any(e => e.Sha256 == sha256))
                errors.Add(
                    Wrong(
                        $"evidence[{i}].sha256",
                        new(
                            $"第{i + 1}份材料与前面的文件相同，请删除。",
                            $"Evidence {i + 1} is the same file as an earlier one. Remove it."
                        )
                    )
                );
        }
        if (errors.Count > 0)
            return Problem.Of(Catalogue.ChecksFailed, ("count", errors.Count)) with { Errors = errors };
        var missing = required.Except(given.Select(e => e.Kind)).ToArray();
        return missing.Length == 0 ? null : Problem.Of(Catalogue.EvidenceMissing, ("kinds", Listed(missing))).At("evidence");
    }

    private static Text Listed(IReadOnlyList<string> kinds) =>
        kinds.Count == 0 ? new("无", "none") : Text.Join(kinds.Select(EvidenceNames.Of));

    private static ProblemError Wrong(string path, Text reason) => new(path, Catalogue.InvalidValue.Code, reason);

    private static Problem ToProblem(this ProblemError error) => Problem.Of(Catalogue.ChecksFailed, ("count", 1)) with { Errors = [error] };

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex Hash();
}
