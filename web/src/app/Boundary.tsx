import { Component, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { Failure } from '../components/States';

interface Props { children: ReactNode; at: string }
interface State { error: Error | null; at: string }

// A fault in a page leaves the header standing; going elsewhere clears it.
class Catch extends Component<Props, State> {
  override state: State = { error: null, at: this.props.at };
  static getDerivedStateFromError(error: Error): Partial<State> {
    return { error };
  }
  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.at === state.at ? null : { at: props.at, error: null };
  }
  override render() {
    if (!this.state.error) return this.props.children;
    return <div className="page"><Failure page error={this.state.error} retry={() => this.setState({ error: null })} /></div>;
  }
}

export function Boundary({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return <Catch at={pathname}>{children}</Catch>;
}
