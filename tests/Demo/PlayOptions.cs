namespace TechTransfer.Demo;

/// <summary>Where the play finds the apps and leaves its certificates.</summary>
/// <param name="Clock">The file that moves the grants app's clock; without it K01 is not played, since its notices take weeks.</param>
public sealed record PlayOptions(Uri Contracts, Uri Rewards, Uri Grants, Uri Certificates, string Keys, string Out, string? Clock = null)
{
    public static PlayOptions Of(string[] options)
    {
        string Value(string name)
        {
            var at = Array.IndexOf(options, name);
            return at >= 0 && at + 1 < options.Length ? options[at + 1] : throw new DemoFailedException($"play needs {name}.");
        }
        return new(new(Value("--contracts")), new(Value("--rewards")), new(Value("--grants")), new(Value("--certificates")), Value("--keys"), Value("--out"), options.Contains("--clock") ? Value("--clock") : null);
    }
}
