using TechTransfer.ContractRegistration.Contracts;

namespace TechTransfer.ContractRegistration.Prechecks.Rules;

/// <summary>
/// Error if a text contains a character that the fonts of certificates lack: the contract could be registered, but its certificate not
/// printed.
/// </summary>
public sealed class TextsCanBePrinted() : PrecheckRule(FindingCodes.TextUnprintable, Severity.Error)
{
    public override IEnumerable<Finding> Check(PrecheckInput input)
    {
        foreach (var (path, text, _) in TextsFit.TextsOf(input.Content))
        {
            if (text is null || PrintableText.FaultOf(text) is not { } fault)
                continue;
            var name = FieldNames.Of(path);
            yield return At(
                path,
                $"{name.Zh}中的以下字符无法在文书上显示：{fault.Zh}。",
                $"{name.En} contains characters that documents cannot show: {fault.En}."
            );
        }
    }
}
