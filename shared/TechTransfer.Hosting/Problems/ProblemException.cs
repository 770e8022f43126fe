using TechTransfer.Kernel.Problems;

namespace TechTransfer.Hosting.Problems;

/// <summary>Carries a problem out of deeply nested code, such as the parser of bodies, where returning it would complicate every
/// signature.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Message.En), ISafeReason
{
    public Problem Problem { get; } = problem;

    public string Reason => Problem.Kind.Code;
}
