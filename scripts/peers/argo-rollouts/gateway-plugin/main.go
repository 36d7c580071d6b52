// A traffic router for Argo Rollouts that moves the weights of an HTTPRoute, under the name and with the settings of
// argoproj-labs/gatewayAPI, which no module proxy serves. It knows what the example's canary asks for and no more.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	"github.com/argoproj/argo-rollouts/rollout/trafficrouting/plugin/rpc"
	"github.com/argoproj/argo-rollouts/utils/plugin/types"
	goplugin "github.com/hashicorp/go-plugin"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/tools/clientcmd"
)

const name = "argoproj-labs/gatewayAPI"

var httpRoutes = schema.GroupVersionResource{Group: "gateway.networking.k8s.io", Version: "v1", Resource: "httproutes"}

type settings struct {
	HTTPRoute string `json:"httpRoute"`
	Namespace string `json:"namespace"`
}

type router struct{ client dynamic.Interface }

func (r *router) InitPlugin() types.RpcError {
	config, err := clientcmd.NewNonInteractiveDeferredLoadingClientConfig(
		clientcmd.NewDefaultClientConfigLoadingRules(), &clientcmd.ConfigOverrides{}).ClientConfig()
	if err == nil {
		r.client, err = dynamic.NewForConfig(config)
	}
	return failure(err)
}

func (r *router) SetWeight(ro *v1alpha1.Rollout, weight int32, _ []v1alpha1.WeightDestination) types.RpcError {
	return failure(r.setWeight(ro, int64(weight)))
}

func (r *router) setWeight(ro *v1alpha1.Rollout, weight int64) error {
	canary := ro.Spec.Strategy.Canary
	var given settings
	if err := json.Unmarshal(canary.TrafficRouting.Plugins[name], &given); err != nil {
		return err
	}
	routes := r.client.Resource(httpRoutes).Namespace(given.Namespace)
	route, err := routes.Get(context.Background(), given.HTTPRoute, metav1.GetOptions{})
	if err != nil {
		return err
	}
	rules, _, err := unstructured.NestedSlice(route.Object, "spec", "rules")
	if err != nil {
		return err
	}
	weights := map[string]int64{canary.StableService: 100 - weight, canary.CanaryService: weight}
	found := map[string]bool{}
	for _, rule := range rules {
		backends, _ := rule.(map[string]any)["backendRefs"].([]any)
		for _, each := range backends {
			backend := each.(map[string]any)
			service, _ := backend["name"].(string)
			if wanted, ok := weights[service]; ok {
				backend["weight"] = wanted
				found[service] = true
			}
		}
	}
	if len(found) != 2 {
		return fmt.Errorf("HTTPRoute %s does not lead to %s and %s", given.HTTPRoute, canary.StableService, canary.CanaryService)
	}
	if err := unstructured.SetNestedSlice(route.Object, rules, "spec", "rules"); err != nil {
		return err
	}
	_, err = routes.Update(context.Background(), route, metav1.UpdateOptions{})
	return err
}

func (r *router) UpdateHash(*v1alpha1.Rollout, string, string, []v1alpha1.WeightDestination) types.RpcError {
	return types.RpcError{}
}

func (r *router) VerifyWeight(*v1alpha1.Rollout, int32, []v1alpha1.WeightDestination) (types.RpcVerified, types.RpcError) {
	return types.Verified, types.RpcError{}
}

func (r *router) SetHeaderRoute(*v1alpha1.Rollout, *v1alpha1.SetHeaderRoute) types.RpcError {
	return failure(fmt.Errorf("header routes are not known"))
}

func (r *router) SetMirrorRoute(*v1alpha1.Rollout, *v1alpha1.SetMirrorRoute) types.RpcError {
	return failure(fmt.Errorf("mirror routes are not known"))
}

func (r *router) RemoveManagedRoutes(*v1alpha1.Rollout) types.RpcError { return types.RpcError{} }

func (r *router) Type() string { return "GatewayAPI" }

func failure(err error) types.RpcError {
	if err == nil {
		return types.RpcError{}
	}
	return types.RpcError{ErrorString: err.Error()}
}

// endWith ends this process with the controller that started it, which does not see to that when it is killed.
func endWith(parent int) {
	for os.Getppid() == parent {
		time.Sleep(time.Second)
	}
	os.Exit(0)
}

func main() {
	go endWith(os.Getppid())
	goplugin.Serve(&goplugin.ServeConfig{
		HandshakeConfig: goplugin.HandshakeConfig{
			ProtocolVersion: 1, MagicCookieKey: "ARGO_ROLLOUTS_RPC_PLUGIN", MagicCookieValue: "trafficrouter",
		},
		Plugins: map[string]goplugin.Plugin{"RpcTrafficRouterPlugin": &rpc.RpcTrafficRouterPlugin{Impl: &router{}}},
	})
}
